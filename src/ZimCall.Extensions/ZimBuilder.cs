using Microsoft.Extensions.DependencyInjection;
using ZimCall.Extensions.Instances;

namespace ZimCall.Extensions;

/// <summary>Says more about an instance that was added to a container: what is done with it, and who logs in.</summary>
public sealed class ZimBuilder
{
    internal ZimBuilder(IServiceCollection services, string name) => (Services, Name) = (services, name);

    /// <summary>The services that the instance was added to.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The instance's key, and the name of its options; "" for the one that has no key.</summary>
    public string Name { get; }

    /// <summary>
    /// Has a user logged in when the host has started, and kept logged in until it stops: a login that fails is tried again every 5 seconds, and one that
    /// breaks off is made anew. Only a logout by the app, and another device that takes the place, end that.
    /// </summary>
    /// <param name="userID">The user (R-ID).</param>
    /// <returns>This.</returns>
    public ZimBuilder LoginAs(string userID) => LoginAs(new ZIMUserInfo { userID = userID });

    /// <summary>As <see cref="LoginAs(string)"/>, for a user who also has a name to show.</summary>
    /// <param name="user">The user.</param>
    /// <returns>This.</returns>
    public ZimBuilder LoginAs(ZIMUserInfo user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Set(setup => setup.User = user);
    }

    /// <summary>
    /// Says where the tokens come from that the user logs in with (R-LOG-4). Asked for one at each login, and for another when it is about to run out
    /// (R-LOG-3). Without this, users log in by <see cref="ZIMOptions.AppSign"/>.
    /// </summary>
    /// <param name="getToken">
    /// Gets a token for a userID. Its services are those of a scope that lives as long as the task. When it throws, it is logged and tried again after 5 seconds.
    /// </param>
    /// <returns>This.</returns>
    public ZimBuilder WithTokens(Func<IServiceProvider, string, CancellationToken, Task<string>> getToken)
    {
        ArgumentNullException.ThrowIfNull(getToken);
        return Set(setup => setup.GetToken = getToken);
    }

    /// <summary>Has something done with the instance when it has been made, before anybody logs in: the place to add handlers, so that they miss nothing.</summary>
    /// <param name="action">Gets the container's services, and the instance.</param>
    /// <returns>This.</returns>
    public ZimBuilder WhenCreated(Action<IServiceProvider, ZIM> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return Set(setup => setup.WhenCreated += action);
    }

    private ZimBuilder Set(Action<ZimSetup> configure)
    {
        Services.Configure(Name, configure);
        return this;
    }
}
