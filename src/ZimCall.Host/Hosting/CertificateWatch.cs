using Microsoft.Extensions.Logging;

namespace ZimCall.Host;

/// <summary>
/// The certificate that new connections are shown. Its files are looked at from time to time; looking is sure where being told
/// of changes is not: in containers, on network disks, when a link is put in place of another.
/// </summary>
internal sealed class CertificateWatch : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly TlsFiles _files;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private string? _lastProblem;
    private volatile TlsCertificate _current;

    public CertificateWatch(TlsFiles files, TlsCertificate first, TimeProvider time, ILogger logger)
    {
        (_files, _current, _logger) = (files, first, logger);
        _timer = time.CreateTimer(static watch => ((CertificateWatch)watch!).Look(), this, Interval, Interval);
    }

    public TlsCertificate Current => _current;

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_lock)
        {
            // One that was shown before is left to the collector: handshakes may still be using it.
            var found = _files.Load(_current, out var problem);
            if (found is null)
            {
                if (problem != _lastProblem)
                {
                    HostLog.CertificateNotTaken(_logger, problem!, _current.Leaf.NotAfter.ToUniversalTime());
                }
            }
            else if (found != _current)
            {
                _current = found;
                HostLog.CertificateTaken(_logger, found.Leaf.Subject, found.Leaf.NotAfter.ToUniversalTime());
            }

            _lastProblem = problem;
        }
    }
}
