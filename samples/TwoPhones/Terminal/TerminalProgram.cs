using System.Runtime.InteropServices;
using TwoPhones.Screens;
using ZimCall;

namespace TwoPhones.Terminal;

/// <summary>One phone from its login to its logout.</summary>
internal static class TerminalProgram
{
    /// <returns>The exit code: 1 when it could not log in, or was logged out by the server.</returns>
    public static async Task<int> RunAsync(PhoneSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            await using TerminalPhone phone = new(settings.User, settings.ToOptions());
            using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
            {
                signal.Cancel = true;
                phone.HangUp();
            });
            using var interrupt = cancellationToken.Register(phone.HangUp);
            return await RunAsync(phone, settings);
        }
        catch (ZIMException refused)
        {
            await Console.Error.WriteLineAsync($"{settings.User} cannot log in: {refused.Error.message}.");
        }
        catch (ArgumentException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
        }

        return 1;
    }

    private static async Task<int> RunAsync(TerminalPhone phone, PhoneSettings settings)
    {
        await phone.LoginAsync();
        Output.WriteLine(Keys.Help, "grey");
        if (settings.Callees.Count > 0)
        {
            await phone.PressAsync(new Press('i', string.Join(',', settings.Callees)));
        }

        await foreach (var press in Keys.ReadAsync(phone.Over))
        {
            await phone.PressAsync(press);
        }

        return await phone.LogoutAsync();
    }
}
