using System.Text;

namespace ZimCall.Server;

/// <summary>Where an app's callbacks go.</summary>
/// <param name="Url">Receives them by POST: http or https, without a user name in it.</param>
/// <param name="Secret">What they are signed with, 16 bytes or more. It is not the ServerSecret.</param>
public sealed record ZimCallCallbackOptions(Uri Url, string Secret)
{
    /// <summary>The fewest bytes of a secret.</summary>
    public const int MinSecretBytes = 16;

    /// <summary>Of which events it is told (<see cref="CallbackEvents"/>). Default: those that ZIM has.</summary>
    public IReadOnlyCollection<string> Events { get; init; } = CallbackEvents.Zim;

    /// <summary>Names the address alone: the secret belongs in no log.</summary>
    public override string ToString() => $"callbacks to {Url.GetLeftPart(UriPartial.Path)}";

    internal IEnumerable<string> FindProblems()
    {
        if (Url is null || !Url.IsAbsoluteUri || Url.Scheme is not ("http" or "https") || Url.UserInfo.Length > 0)
        {
            yield return "the callback URL must be of the form http://host/path or https://host/path, without a user name";
        }

        if (Secret is null || Encoding.UTF8.GetByteCount(Secret) < MinSecretBytes)
        {
            yield return $"the callback secret is shorter than {MinSecretBytes} bytes";
        }

        foreach (var unknown in Events.Except(CallbackEvents.All))
        {
            yield return $"there is no callback event '{unknown}'; there are {string.Join(", ", CallbackEvents.All)}";
        }
    }
}
