using System.Text.Json;

namespace ZimCall.Server.Tests.Api;

internal static class ApiReplies
{
    public static int Code(this JsonElement reply) => reply.GetProperty("Code").GetInt32();

    public static string Message(this JsonElement reply) => reply.GetProperty("Message").GetString()!;

    /// <summary>The reply, which must be a success.</summary>
    public static JsonElement Succeeded(this JsonElement reply)
    {
        reply.Code().Should().Be(0, reply.Message());
        return reply;
    }

    public static string Text(this JsonElement reply, string name) => reply.GetProperty(name).GetString()!;

    public static long Number(this JsonElement reply, string name) => reply.GetProperty(name).GetInt64();

    /// <summary>A list of users with codes, written <c>user code</c>.</summary>
    public static IEnumerable<string> Errors(this JsonElement reply, string name) =>
        reply.GetProperty(name).EnumerateArray().Select(static error => $"{error.Text("UserId")} {error.Number("SubCode")}");
}
