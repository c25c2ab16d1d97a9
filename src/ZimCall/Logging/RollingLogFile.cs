using System.Text;

namespace ZimCall.Logging;

/// <summary>
/// A text file that is moved to one backup when it has grown to its size. A file that cannot be written loses lines; it never fails the app.
/// </summary>
internal sealed class RollingLogFile(string folder, long maxBytes) : IDisposable
{
    public const string Name = "zimcall.log";
    public const string BackupName = Name + ".1";

    private readonly Lock _gate = new();
    private readonly string _path = Path.Combine(folder, Name);
    private FileStream? _file;
    private bool _closed;

    public void Append(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            try
            {
                Write(bytes);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Close();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Close();
        }
    }

    private void Write(byte[] bytes)
    {
        _file ??= Open();
        if (_file.Length > 0 && _file.Length + bytes.Length > maxBytes)
        {
            Close();
            File.Move(_path, Path.Combine(folder, BackupName), overwrite: true);
            _file = Open();
        }

        _file.Write(bytes);
    }

    // Unbuffered: a line is in the file when Append returns, also when the app crashes next.
    private FileStream Open()
    {
        Directory.CreateDirectory(folder);
        return new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
