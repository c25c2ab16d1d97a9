namespace ZimCall;

/// <summary>Where the log file of the shared instance is, for <see cref="ZIM.SetLogConfig(ZIMLogConfig)"/>.</summary>
public sealed class ZIMLogConfig
{
    /// <summary>The folder for <c>zimcall.log</c>; it is made when it is missing. Default "": no file is written.</summary>
    public string logPath = "";

    /// <summary>
    /// The size in bytes at which the file becomes <c>zimcall.log.1</c>, replacing the one before, and a new one is begun. Default
    /// 5 MiB; 0 means the default.
    /// </summary>
    public ulong logSize = 5 * 1024 * 1024;
}
