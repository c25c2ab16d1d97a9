namespace ZimCall.Extensions;

/// <summary>
/// Makes the instances that a container gives out. The one that is there by default makes them as an app would; register another one to
/// put them onto a backend for tests.
/// </summary>
public interface IZimFactory
{
    /// <summary>Makes an instance. Called once for each that was added, when it is first asked for or the host starts.</summary>
    /// <param name="options">How it works: what was configured, with the container's logging and clock; checked.</param>
    /// <returns>The instance; the container disposes of it.</returns>
    ZIM Create(ZIMOptions options);
}
