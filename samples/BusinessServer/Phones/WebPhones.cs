using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using BusinessServer.Users;
using Microsoft.Extensions.Options;
using ZimCall;

namespace BusinessServer.Phones;

/// <summary>The phones of all users who have a page open.</summary>
internal sealed partial class WebPhones(
    IOptions<BusinessOptions> options, TokenIssuer tokens, ILoggerFactory loggers, ILogger<WebPhones> logger, TimeProvider time) : IAsyncDisposable
{
    /// <summary>For so long a phone waits for a page that is loaded again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Lazy<Task<WebPhone>>> _phones = new();

    /// <summary>The phone of a user; null when no page of theirs is open.</summary>
    public WebPhone? Of(string user) =>
        _phones.TryGetValue(user, out var phone) && phone.IsValueCreated && phone.Value.IsCompletedSuccessfully ? phone.Value.Result : null;

    /// <summary>Switches the user's phone on, and shows it on a page.</summary>
    /// <exception cref="ZIMException">The backend does not let the user log in, or cannot be reached.</exception>
    public async Task<(WebPhone Phone, ChannelReader<SseItem<object>> Page)> OpenAsync(string user)
    {
        while (true)
        {
            Lazy<Task<WebPhone>> entry = _phones.GetOrAdd(user, name => new Lazy<Task<WebPhone>>(() => LogInAsync(name)));
            try
            {
                var phone = await entry.Value;
                if (phone.Attach() is { } page)
                {
                    return (phone, page);
                }
            }
            catch (ZIMException)
            {
                _phones.TryRemove(new KeyValuePair<string, Lazy<Task<WebPhone>>>(user, entry));
                throw;
            }

            // It has just been closed: the next one is made.
            _phones.TryRemove(new KeyValuePair<string, Lazy<Task<WebPhone>>>(user, entry));
        }
    }

    /// <summary>What to tell the page, until it is closed.</summary>
    public async IAsyncEnumerable<SseItem<object>> ReadAsync(
        WebPhone phone, ChannelReader<SseItem<object>> page, [EnumeratorCancellation] CancellationToken closed)
    {
        try
        {
            await foreach (var item in page.ReadAllAsync(closed))
            {
                yield return item;
            }
        }
        finally
        {
            _ = CloseLaterAsync(phone, page);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var user in _phones.Keys)
        {
            if (Of(user) is { } phone)
            {
                await phone.DisposeAsync();
            }
        }
    }

    private async Task<WebPhone> LogInAsync(string user)
    {
        ZIM zim = new(new ZIMOptions
        {
            AppID = options.Value.AppId,
            ServerAddress = options.Value.Server,

            // The same device however often the page is loaded, so that it comes back to the call that it is in (R-DEV-4).
            DeviceId = $"web-{user}",
            LoggerFactory = loggers,
        });
        zim.OnTokenWillExpire += (_, _) => zim.RenewToken(tokens.TokenFor(user), callback: null);
        WebPhone phone = new(user, zim, options.Value.RingSeconds);
        try
        {
            await zim.LoginAsync(new ZIMUserInfo { userID = user }, tokens.TokenFor(user));
            return phone;
        }
        catch
        {
            await phone.DisposeAsync();
            throw;
        }
    }

    private async Task CloseLaterAsync(WebPhone phone, ChannelReader<SseItem<object>> page)
    {
        try
        {
            await Task.Delay(Patience, time);
            if (phone.TryClose(page))
            {
                _phones.TryRemove(phone.User, out _);
                await phone.DisposeAsync();
            }
        }
        catch (ZIMException exception)
        {
            LogNotHungUp(phone.User, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{User} left, and the backend could not be told")]
    private partial void LogNotHungUp(string user, Exception exception);
}
