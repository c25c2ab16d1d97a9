using ZimCall.Host;

return await HostCommand.RunAsync(args, Console.Out, Console.Error);
