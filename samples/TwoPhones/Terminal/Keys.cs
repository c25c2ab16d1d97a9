using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace TwoPhones.Terminal;

/// <summary>The phone's keys: single keys at a terminal, lines when the input comes from elsewhere.</summary>
internal static class Keys
{
    public const string Help =
        "Keys: a accept, r reject, c cancel, i invite somebody, q quit, e end, x log out. (With redirected input: a line each, as in \"i carol\".)";

    /// <summary>What is pressed, until <c>x</c>, the input's end, or the token.</summary>
    public static async IAsyncEnumerable<Press> ReadAsync([EnumeratorCancellation] CancellationToken over)
    {
        // Neither form of reading can be cancelled, so it has a thread of its own, which may be left behind.
        var pressed = Channel.CreateUnbounded<Press>();
        new Thread(() => Fill(pressed.Writer)) { IsBackground = true, Name = "keys" }.Start();
        while (!over.IsCancellationRequested)
        {
            Press press;
            try
            {
                press = await pressed.Reader.ReadAsync(over);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
            {
                yield break;
            }

            if (press.Key == 'x')
            {
                yield break;
            }

            yield return press;
        }
    }

    private static void Fill(ChannelWriter<Press> pressed)
    {
        while ((Console.IsInputRedirected ? ReadLine() : ReadKey()) is { } press)
        {
            pressed.TryWrite(press);
        }

        pressed.Complete();
    }

    private static Press? ReadLine()
    {
        var line = Console.In.ReadLine();
        return line is null ? null
            : line.Trim() is { Length: > 0 } text ? new Press(char.ToLowerInvariant(text[0]), text[1..].Trim())
            : default(Press);
    }

    private static Press? ReadKey()
    {
        var key = char.ToLowerInvariant(Console.ReadKey(intercept: true).KeyChar);
        if (key != 'i')
        {
            return new Press(key);
        }

        Console.Write("Invite whom? ");
        return new Press('i', Console.ReadLine()?.Trim() ?? "");
    }
}
