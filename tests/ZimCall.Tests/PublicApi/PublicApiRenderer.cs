using System.Reflection;
using System.Text;

namespace ZimCall.Tests.PublicApi;

/// <summary>Writes down what an assembly offers, one member a line, always in the same order.</summary>
internal static class PublicApiRenderer
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static string Render(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Obsolete(type)).Append(Head(type)).Append('\n');
            var members = type.IsEnum ? Enums(type) : IsDelegate(type) ? [] : Members(type).Order(StringComparer.Ordinal);
            foreach (var member in members)
            {
                text.Append("  ").Append(member).Append('\n');
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    public static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(MulticastDelegate));

    /// <summary>The members that somebody wrote, without what the compiler adds to records and properties.</summary>
    public static IEnumerable<MemberInfo> Written(Type type) => type.GetMembers(Declared).Where(member => IsVisible(member) && !IsGenerated(member));

    private static bool IsVisible(MemberInfo member) => member switch
    {
        FieldInfo field => field.IsPublic || field.IsFamily,
        MethodBase method => method.IsPublic || method.IsFamily,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        EventInfo @event => IsVisible(@event.AddMethod!),
        _ => false,
    };

    private static bool IsGenerated(MemberInfo member) =>
        member is MethodInfo { IsSpecialName: true }
        || member is not (EventInfo or FieldInfo) && member.CustomAttributes.Any(it => it.AttributeType.Name == "CompilerGeneratedAttribute")
        || member.Name is "EqualityContract" or "Deconstruct" or "<Clone>$"
        || member is ConstructorInfo { DeclaringType: { } type } constructor
            && constructor.GetParameters() is [{ ParameterType: var only }] && only == type;

    private static string Head(Type type)
    {
        if (IsDelegate(type))
        {
            return "delegate " + Signature(type.GetMethod("Invoke")!, TypeNames.Of(type));
        }

        var kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.GetMethod("<Clone>$") is not null ? "record"
            : type.IsValueType ? "struct" : "class";
        var modifier = type.IsEnum || type.IsInterface ? ""
            : type is { IsAbstract: true, IsSealed: true } ? "static "
            : type.IsSealed ? "sealed "
            : type.IsAbstract ? "abstract " : "";
        var bases = Bases(type).Select(it => TypeNames.Of(it)).Order(StringComparer.Ordinal).ToList();
        return $"{modifier}{kind} {TypeNames.Of(type)}{(bases.Count == 0 ? "" : " : " + string.Join(", ", bases))}";
    }

    private static IEnumerable<Type> Bases(Type type)
    {
        if (type.IsEnum)
        {
            return [];
        }

        var own = type.GetInterfaces().Where(it =>
            it.IsPublic && !it.Name.StartsWith("IEquatable", StringComparison.Ordinal) && type.BaseType?.IsAssignableTo(it) != true);
        return type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? own.Prepend(parent) : own;
    }

    private static IEnumerable<string> Enums(Type type) =>
        Enum.GetValuesAsUnderlyingType(type).Cast<object>().OrderBy(Convert.ToInt64).Select(value => $"{Enum.GetName(type, value)} = {value}");

    private static IEnumerable<string> Members(Type type) => Written(type).Select(member => Obsolete(member) + Line(member));

    private static string Line(MemberInfo member)
    {
        var nullability = new NullabilityInfoContext();
        return member switch
        {
            ConstructorInfo constructor => Signature(constructor, "new"),
            EventInfo @event => $"event {TypeNames.Of(@event.EventHandlerType!, nullability.Create(@event))} {@event.Name}",
            FieldInfo field =>
                $"{(field.IsStatic ? "static " : "")}{TypeNames.Of(field.FieldType, nullability.Create(field))} {field.Name}{Default(field)}",
            PropertyInfo property =>
                $"{TypeNames.Of(property.PropertyType, nullability.Create(property))} {property.Name} {{ {Accessors(property)} }}",
            MethodInfo method => (method.IsStatic ? "static " : "") + Signature(method, method.Name),
            _ => throw new InvalidOperationException(member.ToString()),
        };
    }

    private static string Accessors(PropertyInfo property)
    {
        var isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Length > 0;
        var required = property.CustomAttributes.Any(it => it.AttributeType.Name == "RequiredMemberAttribute") ? "required " : "";
        return required + (property.SetMethod is { IsPublic: true } ? isInit ? "get; init;" : "get; set;" : "get;");
    }

    private static string Signature(MethodBase method, string name)
    {
        var nullability = new NullabilityInfoContext();
        var parameters = method.GetParameters().Select(parameter =>
            $"{TypeNames.Of(parameter.ParameterType, nullability.Create(parameter))} {parameter.Name}{Default(parameter)}");
        var result = method is MethodInfo { ReturnParameter: var it } ? TypeNames.Of(it.ParameterType, nullability.Create(it)) + " " : "";
        return $"{result}{name}({string.Join(", ", parameters)})";
    }

    // What an object starts with is part of what was agreed: a timeout of 90, say.
    private static string Default(FieldInfo field) =>
        field.DeclaringType!.GetConstructor([]) is { } make && field.GetValue(make.Invoke([])) is { } value and (string or Enum or ValueType)
            ? value is string text ? $" = \"{text}\"" : $" = {value}"
            : "";

    private static string Default(ParameterInfo parameter) => !parameter.HasDefaultValue ? ""
        : parameter.DefaultValue is null ? parameter.ParameterType.IsValueType ? " = default" : " = null"
        : $" = {parameter.DefaultValue}";

    private static string Obsolete(MemberInfo member) =>
        member is not ConstructorInfo && member.GetCustomAttribute<ObsoleteAttribute>() is { } attribute ? $"[Obsolete: {attribute.Message}] " : "";
}
