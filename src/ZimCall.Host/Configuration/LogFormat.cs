namespace ZimCall.Host;

/// <summary>How log messages are written.</summary>
internal enum LogFormat
{
    Text,
    Json,
}
