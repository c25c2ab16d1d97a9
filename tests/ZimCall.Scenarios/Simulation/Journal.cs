using System.Security.Cryptography;
using System.Text;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Simulation;

/// <summary>What a run did: the last lines to be read by people, and a hash of all of them.</summary>
internal sealed class Journal(VirtualTime time)
{
    private const int Kept = 30;

    private readonly Queue<string> _last = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public int Step { get; private set; }

    public string Hash => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public IEnumerable<string> Last => _last;

    public void NextStep() => Step++;

    public void Write(string line)
    {
        var text = $"{Step,5} {time.GetUtcNow():HH:mm:ss.fff} {line}";
        _hash.AppendData(Encoding.UTF8.GetBytes(text));
        _last.Enqueue(text);
        while (_last.TryPeek(out var oldest) && int.Parse(oldest.AsSpan(0, 5), System.Globalization.NumberStyles.AllowLeadingWhite) <= Step - Kept)
        {
            _last.Dequeue();
        }
    }
}
