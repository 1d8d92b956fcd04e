/// The functions of OpenSSL that are used here, looked up at run time.
///
/// The names are OpenSSL's own, so that its manual can be read beside this. A class, because the functions are many and
/// every connection refers to them.
final class OpenSSL: @unchecked Sendable {
  typealias Bytes = UnsafeRawPointer?
  typealias Room = UnsafeMutableRawPointer?
  typealias Text = UnsafePointer<CChar>?
  typealias Object = OpaquePointer?
  typealias PasswordCallback = @convention(c) (UnsafeMutablePointer<CChar>?, CInt, CInt, Room) -> CInt
  typealias VerifyCallback = @convention(c) (CInt, Object) -> CInt

  // Contexts
  let TLS_client_method: @convention(c) () -> Object
  let SSL_CTX_new: @convention(c) (Object) -> Object
  let SSL_CTX_free: @convention(c) (Object) -> Void
  let SSL_CTX_ctrl: @convention(c) (Object, CInt, CLong, Room) -> CLong
  let SSL_CTX_set_options: @convention(c) (Object, UInt) -> UInt
  let SSL_CTX_set_default_verify_paths: @convention(c) (Object) -> CInt
  let SSL_CTX_load_verify_locations: @convention(c) (Object, Text, Text) -> CInt
  let SSL_CTX_get_cert_store: @convention(c) (Object) -> Object
  let SSL_CTX_set_cipher_list: @convention(c) (Object, Text) -> CInt
  let SSL_CTX_set_ciphersuites: @convention(c) (Object, Text) -> CInt
  let SSL_CTX_use_certificate: @convention(c) (Object, Object) -> CInt
  let SSL_CTX_use_PrivateKey: @convention(c) (Object, Object) -> CInt
  let SSL_CTX_check_private_key: @convention(c) (Object) -> CInt

  // Connections
  let SSL_new: @convention(c) (Object) -> Object
  let SSL_free: @convention(c) (Object) -> Void
  let SSL_set_bio: @convention(c) (Object, Object, Object) -> Void
  let SSL_ctrl: @convention(c) (Object, CInt, CLong, Room) -> CLong
  let SSL_set_verify: @convention(c) (Object, CInt, VerifyCallback?) -> Void
  let SSL_set_ex_data: @convention(c) (Object, CInt, Room) -> CInt
  let SSL_get_ex_data: @convention(c) (Object, CInt) -> Room
  let SSL_get_ex_data_X509_STORE_CTX_idx: @convention(c) () -> CInt
  let SSL_get0_param: @convention(c) (Object) -> Object
  let SSL_get_current_cipher: @convention(c) (Object) -> Object
  let SSL_get_verify_result: @convention(c) (Object) -> CLong
  let SSL_set_connect_state: @convention(c) (Object) -> Void
  let SSL_do_handshake: @convention(c) (Object) -> CInt
  let SSL_read: @convention(c) (Object, Room, CInt) -> CInt
  let SSL_peek: @convention(c) (Object, Room, CInt) -> CInt
  let SSL_write: @convention(c) (Object, Bytes, CInt) -> CInt
  let SSL_shutdown: @convention(c) (Object) -> CInt
  let SSL_get_error: @convention(c) (Object, CInt) -> CInt

  // Bytes in memory
  let BIO_new: @convention(c) (Object) -> Object
  let BIO_s_mem: @convention(c) () -> Object
  let BIO_new_mem_buf: @convention(c) (Bytes, CInt) -> Object
  let BIO_free: @convention(c) (Object) -> CInt
  let BIO_read: @convention(c) (Object, Room, CInt) -> CInt
  let BIO_write: @convention(c) (Object, Bytes, CInt) -> CInt
  let BIO_ctrl_pending: @convention(c) (Object) -> Int

  // Certificates and keys
  let PEM_read_bio_X509: @convention(c) (Object, Room, PasswordCallback?, Room) -> Object
  let PEM_read_bio_PrivateKey: @convention(c) (Object, Room, PasswordCallback?, Room) -> Object
  let EVP_PKEY_free: @convention(c) (Object) -> Void
  let X509_free: @convention(c) (Object) -> Void
  let X509_get_subject_name: @convention(c) (Object) -> Object
  let X509_get_issuer_name: @convention(c) (Object) -> Object
  let X509_NAME_print_ex: @convention(c) (Object, Object, CInt, UInt) -> CInt
  let X509_get_ext_by_NID: @convention(c) (Object, CInt, CInt) -> CInt
  let X509_get_ext: @convention(c) (Object, CInt) -> Object
  let X509V3_EXT_print: @convention(c) (Object, Object, UInt, CInt) -> CInt
  let X509_get0_notBefore: @convention(c) (Object) -> Object
  let X509_get0_notAfter: @convention(c) (Object) -> Object
  let ASN1_TIME_print: @convention(c) (Object, Object) -> CInt
  let X509_STORE_add_cert: @convention(c) (Object, Object) -> CInt
  let X509_STORE_CTX_get_ex_data: @convention(c) (Object, CInt) -> Room
  let X509_STORE_CTX_get_error: @convention(c) (Object) -> CInt
  let X509_STORE_CTX_get_current_cert: @convention(c) (Object) -> Object
  let X509_VERIFY_PARAM_set1_host: @convention(c) (Object, Text, Int) -> CInt
  let X509_VERIFY_PARAM_set1_ip_asc: @convention(c) (Object, Text) -> CInt
  let X509_VERIFY_PARAM_set_hostflags: @convention(c) (Object, CUnsignedInt) -> Void
  let X509_verify_cert_error_string: @convention(c) (CLong) -> Text

  // Errors, one queue per thread
  let ERR_clear_error: @convention(c) () -> Void
  let ERR_get_error: @convention(c) () -> UInt
  let ERR_reason_error_string: @convention(c) (UInt) -> Text

  /// Whether this is version 3 or later, which packs error numbers in another way.
  let isVersion3: Bool

  init(_ library: DynamicLibrary) throws(DynamicLibrary.Failure) {
    TLS_client_method = try library.function("TLS_client_method")
    SSL_CTX_new = try library.function("SSL_CTX_new")
    SSL_CTX_free = try library.function("SSL_CTX_free")
    SSL_CTX_ctrl = try library.function("SSL_CTX_ctrl")
    SSL_CTX_set_options = try library.function("SSL_CTX_set_options")
    SSL_CTX_set_default_verify_paths = try library.function("SSL_CTX_set_default_verify_paths")
    SSL_CTX_load_verify_locations = try library.function("SSL_CTX_load_verify_locations")
    SSL_CTX_get_cert_store = try library.function("SSL_CTX_get_cert_store")
    SSL_CTX_set_cipher_list = try library.function("SSL_CTX_set_cipher_list")
    SSL_CTX_set_ciphersuites = try library.function("SSL_CTX_set_ciphersuites")
    SSL_CTX_use_certificate = try library.function("SSL_CTX_use_certificate")
    SSL_CTX_use_PrivateKey = try library.function("SSL_CTX_use_PrivateKey")
    SSL_CTX_check_private_key = try library.function("SSL_CTX_check_private_key")

    SSL_new = try library.function("SSL_new")
    SSL_free = try library.function("SSL_free")
    SSL_set_bio = try library.function("SSL_set_bio")
    SSL_ctrl = try library.function("SSL_ctrl")
    SSL_set_verify = try library.function("SSL_set_verify")
    SSL_set_ex_data = try library.function("SSL_set_ex_data")
    SSL_get_ex_data = try library.function("SSL_get_ex_data")
    SSL_get_ex_data_X509_STORE_CTX_idx = try library.function("SSL_get_ex_data_X509_STORE_CTX_idx")
    SSL_get0_param = try library.function("SSL_get0_param")
    SSL_get_current_cipher = try library.function("SSL_get_current_cipher")
    SSL_get_verify_result = try library.function("SSL_get_verify_result")
    SSL_set_connect_state = try library.function("SSL_set_connect_state")
    SSL_do_handshake = try library.function("SSL_do_handshake")
    SSL_read = try library.function("SSL_read")
    SSL_peek = try library.function("SSL_peek")
    SSL_write = try library.function("SSL_write")
    SSL_shutdown = try library.function("SSL_shutdown")
    SSL_get_error = try library.function("SSL_get_error")

    BIO_new = try library.function("BIO_new")
    BIO_s_mem = try library.function("BIO_s_mem")
    BIO_new_mem_buf = try library.function("BIO_new_mem_buf")
    BIO_free = try library.function("BIO_free")
    BIO_read = try library.function("BIO_read")
    BIO_write = try library.function("BIO_write")
    BIO_ctrl_pending = try library.function("BIO_ctrl_pending")

    PEM_read_bio_X509 = try library.function("PEM_read_bio_X509")
    PEM_read_bio_PrivateKey = try library.function("PEM_read_bio_PrivateKey")
    EVP_PKEY_free = try library.function("EVP_PKEY_free")
    X509_free = try library.function("X509_free")
    X509_get_subject_name = try library.function("X509_get_subject_name")
    X509_get_issuer_name = try library.function("X509_get_issuer_name")
    X509_NAME_print_ex = try library.function("X509_NAME_print_ex")
    X509_get_ext_by_NID = try library.function("X509_get_ext_by_NID")
    X509_get_ext = try library.function("X509_get_ext")
    X509V3_EXT_print = try library.function("X509V3_EXT_print")
    X509_get0_notBefore = try library.function("X509_get0_notBefore")
    X509_get0_notAfter = try library.function("X509_get0_notAfter")
    ASN1_TIME_print = try library.function("ASN1_TIME_print")
    X509_STORE_add_cert = try library.function("X509_STORE_add_cert")
    X509_STORE_CTX_get_ex_data = try library.function("X509_STORE_CTX_get_ex_data")
    X509_STORE_CTX_get_error = try library.function("X509_STORE_CTX_get_error")
    X509_STORE_CTX_get_current_cert = try library.function("X509_STORE_CTX_get_current_cert")
    X509_VERIFY_PARAM_set1_host = try library.function("X509_VERIFY_PARAM_set1_host")
    X509_VERIFY_PARAM_set1_ip_asc = try library.function("X509_VERIFY_PARAM_set1_ip_asc")
    X509_VERIFY_PARAM_set_hostflags = try library.function("X509_VERIFY_PARAM_set_hostflags")
    X509_verify_cert_error_string = try library.function("X509_verify_cert_error_string")

    ERR_clear_error = try library.function("ERR_clear_error")
    ERR_get_error = try library.function("ERR_get_error")
    ERR_reason_error_string = try library.function("ERR_reason_error_string")

    let OpenSSL_version_num: @convention(c) () -> UInt = try library.function("OpenSSL_version_num")
    isVersion3 = OpenSSL_version_num() >= 0x3000_0000

    // Before anything else is called: what OpenSSL would do when the process exits pulls the ground from under
    // connections whose threads still run then.
    let OPENSSL_init_crypto: @convention(c) (UInt64, Room) -> CInt = try library.function("OPENSSL_init_crypto")
    _ = OPENSSL_init_crypto(Self.initNoAtExit, nil)
  }

  private static let initNoAtExit: UInt64 = 0x0008_0000
}
