using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Tests.Architecture;

/// <summary>Tells types whose values cannot change once made. Errs towards "can change".</summary>
internal static class Immutability
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly ImmutableArray<Type> Families =
    [
        typeof(string),
        typeof(Uri),
        typeof(Version),
        typeof(Type),
        typeof(Delegate),
        typeof(Regex),
        typeof(StringComparer),
        typeof(TimeProvider),
        typeof(CompositeFormat),
        typeof(Encoding), // what the platform hands out is read-only
        typeof(Catalog), // fills a dictionary in its constructor and a lazy fingerprint from it; neither can be reached to be written
    ];

    // These structs are read-only only in name: code can write through them.
    private static readonly ImmutableArray<Type> Windows = [typeof(Memory<>), typeof(ArraySegment<>)];

    /// <summary>Whether no value of that type can change.</summary>
    public static bool Holds(Type type) => Holds(type, []);

    private static bool Holds(Type type, ImmutableHashSet<Type> above) =>
        above.Contains(type)
        || type.IsPrimitive
        || type.IsEnum
        || Families.Any(family => family.IsAssignableFrom(type))
        || ((IsCollection(type) || IsReadOnlyStruct(type)) && type.GetGenericArguments().All(argument => Holds(argument, above.Add(type))))
        || (IsClosed(type) && KindsOf(type).All(kind => Holds(kind, above.Add(type))))
        || (IsOurs(type) && FieldsOf(type).All(field => field.IsInitOnly && Holds(field.FieldType, above.Add(type))));

    private static bool IsCollection(Type type) =>
        type is { IsNested: false, Namespace: "System.Collections.Immutable" or "System.Collections.Frozen" }
        || (
            type.IsGenericType
            && type.GetGenericTypeDefinition() is var open
            && (
                open == typeof(System.Buffers.SearchValues<>)
                || open == typeof(Nullable<>)
                || type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal)
            )
        );

    private static bool IsReadOnlyStruct(Type type) =>
        type.IsValueType
        && type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false)
        && !IsOurs(type)
        && !(type.IsGenericType && Windows.Contains(type.GetGenericTypeDefinition()));

    // An abstract type that only its own assembly sees has all its kinds there, so they can be looked at.
    private static bool IsClosed(Type type) => type is { IsAbstract: true, IsInterface: false, IsVisible: false } && IsOfOurAssembly(type);

    private static IEnumerable<Type> KindsOf(Type type) =>
        type.Assembly.GetTypes().Where(kind => kind != type && type.IsAssignableFrom(kind));

    private static bool IsOurs(Type type) => !type.IsAbstract && IsOfOurAssembly(type);

    private static bool IsOfOurAssembly(Type type) =>
        type.Assembly.GetName().Name is "ShimLsp.Core" or "ShimLsp.MockUpstream" or "shim-lsp" or "ShimLsp.Server.Tests";

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (var part = type; part is not null && part != typeof(object) && part != typeof(ValueType); part = part.BaseType)
        {
            foreach (var field in part.GetFields(Instance))
            {
                yield return field;
            }
        }
    }
}
