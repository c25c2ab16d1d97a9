namespace ZimCall.Server;

/// <summary>What came of the end of a session.</summary>
/// <param name="WasOpen">Whether it was open, on the node that ends it.</param>
/// <param name="WasLast">Whether it was the user's last on any node.</param>
public readonly record struct DeviceClosing(bool WasOpen, bool WasLast);
