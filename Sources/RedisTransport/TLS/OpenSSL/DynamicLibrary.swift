#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A library that was loaded while the program runs. It stays loaded for ever.
struct DynamicLibrary {
  struct Failure: Error {
    var reason: String
  }

  private let handle: UnsafeMutableRawPointer

  init(_ path: String) throws(Failure) {
    // To itself: another version of the library may be in the process already.
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw Failure(reason: dlerror().map { String(cString: $0) } ?? "cannot be loaded")
    }
    self.handle = handle
  }

  /// The function of that name, in the library or in one that it needs. `F` has to be its C type.
  func function<F>(_ name: String) throws(Failure) -> F {
    guard let address = dlsym(handle, name) else { throw Failure(reason: "there is no \(name) in it") }
    return unsafeBitCast(address, to: F.self)
  }
}
