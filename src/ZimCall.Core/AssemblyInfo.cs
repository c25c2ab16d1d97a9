using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("ZimCall.Core.Tests")]
