extension Recorded {
  /// A Valkey 9.1 cluster of which two nodes are gone.
  static let clusterInfo91 = """
    cluster_state:fail
    cluster_slots_assigned:16384
    cluster_slots_ok:10001
    cluster_slots_pfail:0
    cluster_slots_fail:6383
    cluster_nodes_pfail:0
    cluster_nodes_fail:2
    cluster_voting_nodes_pfail:0
    cluster_voting_nodes_fail:1
    cluster_known_nodes:4
    cluster_size:3
    cluster_current_epoch:3
    cluster_my_epoch:3
    cluster_stats_messages_ping_sent:19
    cluster_stats_messages_pong_sent:26
    cluster_stats_messages_meet_sent:3
    cluster_stats_messages_fail_sent:2
    cluster_stats_messages_sent:50
    cluster_stats_messages_ping_received:20
    cluster_stats_messages_pong_received:23
    cluster_stats_messages_fail_received:2
    cluster_stats_messages_received:45
    cluster_stats_bytes_sent:118856
    cluster_stats_bytes_received:111504
    cluster_stats_pubsub_bytes_sent:0
    cluster_stats_pubsub_bytes_received:0
    cluster_stats_module_bytes_sent:0
    cluster_stats_module_bytes_received:0
    total_cluster_links_buffer_limit_exceeded:0
    """

  /// A Redis 7.0 cluster.
  static let clusterInfo70 = """
    cluster_state:ok
    cluster_slots_assigned:16384
    cluster_slots_ok:16384
    cluster_slots_pfail:0
    cluster_slots_fail:0
    cluster_known_nodes:4
    cluster_size:3
    cluster_current_epoch:3
    cluster_my_epoch:0
    cluster_stats_messages_ping_sent:15
    cluster_stats_messages_pong_sent:18
    cluster_stats_messages_meet_sent:3
    cluster_stats_messages_sent:36
    cluster_stats_messages_ping_received:18
    cluster_stats_messages_pong_received:18
    cluster_stats_messages_received:36
    total_cluster_links_buffer_limit_exceeded:0
    """

  /// Two nodes are gone, two slots are being handed over.
  static let nodesFailing = """
    b7d6daa214160c029dd00721a9e9d78b82539f68 127.0.0.1:33983@43983,node1.example master - 0 1795243471720 2 connected 5000-10000
    6e754ab11afbd35632748a83e5294b43436188da 127.0.0.1:44235@54235 master,fail - 1795243467699 1795243467095 3 disconnected 10001-16383
    f2fcca3fca90fc27b435d8fd00e17981a1f432f5 127.0.0.1:40845@50845 myself,master - 0 1795243470000 4 connected 0-4999 [100->-b7d6daa214160c029dd00721a9e9d78b82539f68] [200->-6e754ab11afbd35632748a83e5294b43436188da]
    decebfdcfd0eb9137b0daaf1170d2eff21e5656d 127.0.0.1:38439@48439,node3.example slave,fail f2fcca3fca90fc27b435d8fd00e17981a1f432f5 1795243468100 1795243467096 4 disconnected
    """

  /// One slot comes from another node.
  static let nodesImporting = """
    7783fad43c0192557232ce9351b45fa5f47fdaff 127.0.0.1:45169@55169,node3.example slave 4968d3800c6e2bc1f7b33b061b17b5441b95122f 0 1795243522881 3 connected
    c38a19b16e39f9bd0c44637c8b66b4630b063384 127.0.0.1:42965@52965 master - 0 1795243522480 2 connected 10001-16383
    4968d3800c6e2bc1f7b33b061b17b5441b95122f 127.0.0.1:40353@50353 master - 0 1795243522480 3 connected 0-4999
    dc50d99924634f83e4e8f4bb07fd2d074cc2c274 127.0.0.1:36779@46779,node1.example myself,master - 0 0 0 connected 5000-10000 [100-<-4968d3800c6e2bc1f7b33b061b17b5441b95122f]
    """

  /// Three nodes were only just introduced.
  static let nodesMeeting = """
    67eb30af7d882ea8d9f42fd59b836b13acc4e0ef :35895@45895 myself,master - 0 0 0 connected 0-4999
    a2e5cffaccca45778656f7889c9eb79553a28c4b 127.0.0.1:49043@59043 handshake - 0 0 0 disconnected
    79ac936413b488cf354d5b5082ba2a3771098d3a 127.0.0.1:38161@48161 handshake - 0 0 0 disconnected
    7b211827b30eacea3ae911a461ec0b01e9bf726a 127.0.0.1:37221@47221 handshake - 0 0 0 disconnected
    """
}
