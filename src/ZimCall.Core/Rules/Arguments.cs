using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>Checks of what an operation carries; they need no call.</summary>
internal static class Arguments
{
    /// <summary>The checks that all operations have in common (rules 5).</summary>
    public static Refusal? Check(CallCommand command, Operation operation)
    {
        if (!Limits.IsExtendedData(command.ExtendedData))
        {
            return Invalid(operation, $"extendedData has more than {Limits.MaxExtendedDataBytes} bytes", "R-ID");
        }

        return command.Push?.ResourcesId.Length > Limits.MaxResourcesIdLength
            ? Invalid(operation, $"pushConfig.resourcesID has more than {Limits.MaxResourcesIdLength} characters", "R-ID")
            : null;
    }

    /// <summary>Whether every name in the list can be a userID.</summary>
    public static Refusal? CheckUserIds(ImmutableArray<string> userIds, Operation operation)
    {
        foreach (var userId in userIds)
        {
            if (!Limits.IsUserId(userId))
            {
                return Invalid(operation, $"\"{Shorten(userId)}\" cannot be a userID", "R-ID");
            }
        }

        return null;
    }

    /// <summary>A refusal for a malformed argument.</summary>
    public static Refusal Invalid(Operation operation, string found, string rule) =>
        Refusal.Of(operation, RefusalReason.ParamInvalid, rule, found);

    /// <summary>The names without their repetitions, in the order given.</summary>
    public static ImmutableArray<string> Distinct(ImmutableArray<string> names)
    {
        for (var i = 1; i < names.Length; i++)
        {
            if (names.IndexOf(names[i], 0, i) >= 0)
            {
                return [.. names.Distinct()];
            }
        }

        return names;
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
