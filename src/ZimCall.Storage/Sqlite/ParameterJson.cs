using System.Text.Json.Serialization;

namespace ZimCall.Storage.Sqlite;

/// <summary>How lists are written for SQLite's json_each; generated, so that programs with this store can be trimmed.</summary>
[JsonSerializable(typeof(IReadOnlyCollection<string>))]
[JsonSerializable(typeof(IReadOnlyCollection<long>))]
internal sealed partial class ParameterJson : JsonSerializerContext;
