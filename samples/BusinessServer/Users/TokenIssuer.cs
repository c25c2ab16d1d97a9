using Microsoft.Extensions.Options;
using ZimCall.Server;

namespace BusinessServer.Users;

/// <summary>Makes the tokens with which this server's users log in to the backend: it alone says who is who.</summary>
internal sealed class TokenIssuer(IOptions<BusinessOptions> options)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public string TokenFor(string user) => Token04.Generate(options.Value.AppId, user, options.Value.ServerSecret, Lifetime);
}
