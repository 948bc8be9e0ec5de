using System.Reflection;

namespace ShimLsp.Server.Tests.Architecture;

/// <summary>
/// Finds static fields through which one session could see another: writable ones, and fixed ones that hold something writable.
/// </summary>
internal static class StaticState
{
    private const BindingFlags Own = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The mutable static fields of a type, each as a sentence that says what is wrong.</summary>
    public static IEnumerable<string> In(Type type) =>
        from field in type.GetFields(Own)
        where !field.IsLiteral
        let fault = FaultOf(field)
        where fault is not null
        select $"{type.FullName}.{field.Name} {fault}";

    private static string? FaultOf(FieldInfo field)
    {
        if (!field.IsInitOnly)
        {
            return "can be written";
        }

        return Immutability.Holds(field.FieldType) || HoldsBehindItsInterface(field)
            ? null
            : $"holds a {field.FieldType.Name}, whose contents can be written";
    }

    // An interface promises nothing; what was put there may.
    private static bool HoldsBehindItsInterface(FieldInfo field) =>
        field.FieldType is { IsAbstract: true }
        && field.DeclaringType is { ContainsGenericParameters: false }
        && field.GetValue(null) is { } value
        && Immutability.Holds(value.GetType());
}
