using System.Reflection;

namespace ZimCall.Tests.PublicApi;

/// <summary>Names of types as C# writes them.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(double)] = "double",
        [typeof(object)] = "object",
    };

    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        var name = Keywords.GetValueOrDefault(type) ?? Plain(type);
        if (type.IsGenericType)
        {
            var arguments = type.GetGenericArguments();
            var nullabilities = nullability?.GenericTypeArguments;
            name += "<" + string.Join(", ", arguments.Select((it, i) => Of(it, nullabilities?.Length == arguments.Length ? nullabilities[i] : null))) + ">";
        }

        var isNullable = !type.IsValueType && nullability is { ReadState: NullabilityState.Nullable } or { WriteState: NullabilityState.Nullable };
        return name + (isNullable ? "?" : "");
    }

    private static string Plain(Type type)
    {
        var name = type.Name.Split('`')[0];
        return type.IsNested ? $"{Plain(type.DeclaringType!)}.{name}" : name;
    }
}
