using System.Collections;
using ZimCall.Host;

var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
    .ToDictionary(static variable => (string)variable.Key, static variable => (string?)variable.Value ?? "");
return await HostCommand.RunAsync(args, new CommandContext(Console.Out, Console.Error, variables));
