using System.Globalization;
using ZimCall.Core;

namespace ZimCall.Session;

/// <summary>The errors that the session itself reports.</summary>
internal static class Errors
{
    public static ZIMError Success => new() { code = ZIMErrorCode.Success };

    public static ZIMError Destroyed => Of(ZIMErrorCode.CommonModuleNotInit, "This instance was destroyed");

    public static ZIMError NotLoggedIn(string operation) =>
        Of(ZIMErrorCode.NetworkModuleUserIsNotLogged, $"{operation} refused: nobody is logged in (rules 5)");

    public static ZIMError LoggedOut =>
        Of(ZIMErrorCode.NetworkModuleUserHasAlreadyLoggedOut, "The user was logged out before an answer came");

    public static ZIMError Invalid(string operation, string found) =>
        Of(ZIMErrorCode.CommonModuleParamInvalid, $"{operation} refused: {found} (rules 5)");

    public static ZIMError TooMany(string operation, TimeSpan wait) => Of(
        ZIMErrorCode.CommonModuleTriggerSDKFrequencyLimit,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{operation} refused: more requests in a second than the server takes; wait {Math.Ceiling(wait.TotalMilliseconds)} ms"));

    public static ZIMError Of(Refusal refusal) => Of((ZIMErrorCode)refusal.Code, refusal.Message);

    public static ZIMError Of(ZIMErrorCode code, string message) => new() { code = code, message = message };

    /// <summary>Why a request was given up: it says whether the server can have carried it out.</summary>
    public static ZIMError NoReply(PendingRequest request, bool isConnected) =>
        !request.WasSent ? Of(ZIMErrorCode.NetworkModuleNetworkError, $"{Name(request)} was not sent: the server could not be reached")
        : request.WasCutOff && !isConnected
            ? Of(ZIMErrorCode.CommonModuleIMServerDisconnect, $"{Name(request)}: the connection broke, and the outcome could not be learned")
            : Of(ZIMErrorCode.NetworkModuleRequestTimeout, $"{Name(request)}: no reply in time; the outcome is not known");

    /// <summary>Whether an operation that failed so is certain to have had no effect.</summary>
    public static bool IsOutcomeKnown(ZIMError error) =>
        error.code is not (ZIMErrorCode.CommonModuleIMServerDisconnect or ZIMErrorCode.NetworkModuleRequestTimeout);

    private static string Name(PendingRequest request) => request.Frame.OperationCase.ToString();
}
