using BusinessServer.Phones;

namespace BusinessServer.Requests;

/// <summary>Requests of a user that need the user's phone.</summary>
internal static class PhoneRequests
{
    /// <summary>Who asks; the filter before has seen to it that somebody does.</summary>
    public static string User(this HttpContext context) => (string)context.Items["user"]!;

    public static async Task<IResult> WithPhoneAsync(this HttpContext context, WebPhones phones, Func<WebPhone, Task> action)
    {
        if (phones.Of(context.User()) is not { } phone)
        {
            return Results.Json(new { message = "Your phone is off: no page of yours is open." }, statusCode: StatusCodes.Status409Conflict);
        }

        await action(phone);
        return Results.NoContent();
    }
}
