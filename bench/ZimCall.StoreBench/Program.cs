using ZimCall.StoreBench;

// dotnet run -c Release --project bench/ZimCall.StoreBench -- sqlite FOLDER
// dotnet run -c Release --project bench/ZimCall.StoreBench -- postgres "Host=…"
return args is [var kind, var place] && Stores.Of(kind, place) is { } stores
    ? await Comparison.RunAsync(stores)
    : Usage();

static int Usage()
{
    Console.Error.WriteLine("sqlite FOLDER | postgres CONNECTIONSTRING");
    return 1;
}
