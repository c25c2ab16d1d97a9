using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ZimCall.Extensions.Options;

/// <summary>Says what is wrong with the section that an instance's options are read from.</summary>
internal sealed class ZimSectionValidation(string optionsName, IConfiguration section) : IValidateOptions<ZIMOptions>
{
    public ValidateOptionsResult Validate(string? name, ZIMOptions options)
    {
        if (name != optionsName)
        {
            return ValidateOptionsResult.Skip;
        }

        var problems = ZimSection.Read(section, new ZIMOptions());
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
