namespace ZimCall.Server.Api;

/// <summary>A request of the server API is refused.</summary>
/// <param name="code">One of <see cref="ApiCodes"/>.</param>
/// <param name="message">Why, for the developer of the business server.</param>
internal sealed class ApiRefusedException(int code, string message) : Exception(message)
{
    public int Code => code;
}
