using Microsoft.Extensions.Options;
using ZimCall.Core;
using ZimCall.Extensions.Instances;

namespace ZimCall.Extensions.Options;

/// <summary>Says everything that is wrong with an instance's options, and with who is to log in.</summary>
internal sealed class ZimOptionsValidation(string optionsName, IOptionsMonitor<ZimSetup> setups) : IValidateOptions<ZIMOptions>
{
    public ValidateOptionsResult Validate(string? name, ZIMOptions options)
    {
        if (name != optionsName)
        {
            return ValidateOptionsResult.Skip;
        }

        List<string> problems = [.. options.FindProblems(), .. Problems(setups.Get(name), options)];
        if (problems.Count == 0)
        {
            return ValidateOptionsResult.Success;
        }

        // Which of several it is.
        return ValidateOptionsResult.Fail(optionsName.Length == 0 ? problems : problems.Select(problem => $"{optionsName}: {problem}"));
    }

    private static IEnumerable<string> Problems(ZimSetup setup, ZIMOptions options)
    {
        if (setup.User is null)
        {
            if (setup.GetToken is not null)
            {
                yield return "WithTokens is there for the user of LoginAs or UserID, and there is none";
            }

            yield break;
        }

        if (!Limits.IsUserId(setup.User.userID))
        {
            yield return $"UserID must be 1 to {Limits.MaxUserIdBytes} letters, digits and the characters of R-ID";
        }

        if (!Limits.IsUserName(setup.User.userName))
        {
            yield return $"UserName must not have more than {Limits.MaxUserNameBytes} bytes of UTF-8";
        }

        if (setup.GetToken is null && string.IsNullOrEmpty(options.AppSign))
        {
            yield return "a user can log in only by AppSign or with WithTokens, and neither is there";
        }
    }
}
