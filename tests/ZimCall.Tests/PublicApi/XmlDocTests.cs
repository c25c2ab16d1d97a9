using System.Reflection;
using System.Xml.Linq;

namespace ZimCall.Tests.PublicApi;

public class XmlDocTests
{
    [Fact]
    public void Every_public_member_has_a_summary()
    {
        var assembly = typeof(ZIM).Assembly;
        var documented = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Element("summary") is { } summary && (summary.HasElements || summary.Value.Trim().Length > 0))
            .Select(member => member.Attribute("name")!.Value)
            .ToHashSet();

        var missing = assembly.GetExportedTypes()
            .SelectMany(type => Members(type).Select(Id).Prepend("T:" + Name(type)))
            .Where(id => !documented.Contains(id))
            .ToList();

        missing.Should().BeEmpty();
        documented.Count.Should().BeGreaterThan(300, "otherwise the file was not read");
    }

    private static IEnumerable<MemberInfo> Members(Type type) =>
        PublicApiRenderer.IsDelegate(type) ? []
        : PublicApiRenderer.Written(type).Where(member =>
            member is not (FieldInfo { IsSpecialName: true } or ConstructorInfo) || IsWrittenConstructor(member));

    // The compiler's own parameterless constructor has no documentation; ours all take parameters, but for the exception's.
    private static bool IsWrittenConstructor(MemberInfo member) =>
        member is ConstructorInfo constructor && (constructor.GetParameters().Length > 0 || constructor.DeclaringType == typeof(ZIMException));

    private static string Id(MemberInfo member)
    {
        var owner = Name(member.DeclaringType!);
        return member switch
        {
            FieldInfo => $"F:{owner}.{member.Name}",
            PropertyInfo => $"P:{owner}.{member.Name}",
            EventInfo => $"E:{owner}.{member.Name}",
            MethodBase method => $"M:{owner}.{member.Name.Replace('.', '#')}{Parameters(method)}",
            _ => throw new InvalidOperationException(member.ToString()),
        };
    }

    private static string Parameters(MethodBase method)
    {
        var parameters = method.GetParameters();
        return parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(it => Name(it.ParameterType)))})";
    }

    private static string Name(Type type)
    {
        if (!type.IsGenericType)
        {
            return type.FullName!.Replace('+', '.');
        }

        var arguments = type.GetGenericArguments().Select(Name);
        return $"{type.GetGenericTypeDefinition().FullName!.Split('`')[0]}{{{string.Join(',', arguments)}}}";
    }
}
