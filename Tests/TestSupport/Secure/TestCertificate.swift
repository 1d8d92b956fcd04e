import Foundation

/// What `Certificates/make` made: certificates for everything that can be right or wrong with one.
public enum TestCertificate: String, Sendable, CaseIterable {
  /// The authority of all but `otherClient`.
  case authority = "ca"
  /// One that issued only `otherClient`.
  case otherAuthority = "other-ca"
  /// A server's, for localhost, 127.0.0.1 and ::1.
  case server
  /// A server's, for other.example and 192.0.2.1.
  case otherHost = "other-host"
  /// A server's, with localhost as its common name and no alternative names.
  case nameless
  /// A server's that was valid in 2020.
  case expired
  /// A server's that will be valid in 2110.
  case future
  case client
  case otherClient = "other-client"

  private static let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../Certificates")
    .standardizedFileURL.path

  public var file: String { "\(Self.folder)/\(rawValue).pem" }

  /// The private key's file; authorities have none any more.
  public var keyFile: String { "\(Self.folder)/\(rawValue).key" }

  public var bytes: [UInt8] { Self.contents(of: file) }

  public var keyBytes: [UInt8] { Self.contents(of: keyFile) }

  /// The key of `client`, encrypted with `password`.
  public static let encryptedClientKeyFile = "\(folder)/client-encrypted.key"
  public static let password = "open sesame"

  /// A folder with `authority` under its hash.
  public static let hashedFolder = "\(folder)/hashed"
  /// A folder without any hash.
  public static let folderWithoutHashes = folder

  private static func contents(of file: String) -> [UInt8] {
    FileManager.default.contents(atPath: file).map { Array($0) } ?? []
  }
}
