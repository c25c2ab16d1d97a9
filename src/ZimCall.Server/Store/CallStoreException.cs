namespace ZimCall.Server;

/// <summary>The store failed. Clients see 6000008.</summary>
/// <param name="message">What failed.</param>
/// <param name="innerException">Why.</param>
public sealed class CallStoreException(string message, Exception? innerException = null) : Exception(message, innerException);
