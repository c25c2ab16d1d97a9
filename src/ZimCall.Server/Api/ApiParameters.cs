using System.Globalization;
using ZimCall.Core;

namespace ZimCall.Server.Api;

/// <summary>
/// The business parameters of a request. Each reader takes what is missing for empty or zero, as ZIM does, and refuses what
/// has the wrong form.
/// </summary>
internal abstract class ApiParameters
{
    public const int MaxUserIds = 100;

    /// <summary>A text; empty when it is missing.</summary>
    public abstract string Text(string name);

    /// <summary>A number; 0 when it is missing.</summary>
    public abstract long Number(string name);

    /// <summary>A list of texts; empty when it is missing.</summary>
    public abstract IReadOnlyList<string> Texts(string name);

    /// <summary>A list of objects; empty when it is missing.</summary>
    public abstract IReadOnlyList<ApiParameters> Objects(string name);

    /// <summary>An object; null when it is missing.</summary>
    public abstract ApiParameters? Object(string name);

    /// <summary>Whether something is wanted: true, or a number that is not 0.</summary>
    public abstract bool Flag(string name);

    /// <summary>A userID that has to be there.</summary>
    public string UserId(string name)
    {
        var userId = Text(name);
        return userId.Length > Limits.MaxUserIdBytes
            ? throw new ApiRefusedException(ApiCodes.UserIdTooLong, $"{name} has more than {Limits.MaxUserIdBytes} characters (R-ID)")
            : Limits.IsUserId(userId) ? userId : throw Invalid(name, "is missing or no userID (R-ID)");
    }

    /// <summary>A callID that has to be there.</summary>
    public string CallId(string name)
    {
        var callId = Text(name);
        return Limits.IsCallId(callId) ? callId : throw Invalid(name, "is missing or no callID (R-ID)");
    }

    /// <summary>At least one and at most a hundred userIDs, of any form: those that are malformed belong to nobody.</summary>
    public IReadOnlyList<string> UserIds(string name)
    {
        var userIds = Texts(name);
        return userIds.Count == 0 ? throw Invalid(name, "is missing")
            : userIds.Count > MaxUserIds ? throw new ApiRefusedException(ApiCodes.TooManyUsers, $"{name} has more than {MaxUserIds} users")
            : userIds;
    }

    protected static ApiRefusedException Invalid(string name, string problem) => new(ApiCodes.ParamError, $"{name} {problem}");

    protected static long ToNumber(string name, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Invalid(name, "is not a whole number");
}
