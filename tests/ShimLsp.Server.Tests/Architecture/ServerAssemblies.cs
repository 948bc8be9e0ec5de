using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using ShimLsp.Core.Models;
using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Architecture;

/// <summary>The assemblies that ship, and the types in them that a person wrote.</summary>
internal static class ServerAssemblies
{
    public static Assembly Core { get; } = typeof(Catalog).Assembly;

    public static Assembly Server { get; } = Assembly.Load("shim-lsp");

    public static Assembly Mock { get; } = typeof(MockUpstream).Assembly;

    /// <summary>Every type, nested ones too, but those that the compiler or a source generator wrote: their shape is not ours.</summary>
    public static IEnumerable<Type> WrittenTypes() => Core.GetTypes().Concat(Server.GetTypes()).Concat(Mock.GetTypes()).Where(IsWritten);

    private static bool IsWritten(Type type) =>
        !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && !type.IsDefined(typeof(GeneratedCodeAttribute), inherit: false)
        && (type.DeclaringType is null || IsWritten(type.DeclaringType));
}
