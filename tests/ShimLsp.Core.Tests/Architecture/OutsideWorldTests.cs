using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Tests.Architecture;

/// <summary>
/// Core reads no file, opens no connection, asks no clock or dice of its own. Read from the assembly's metadata, which lists every
/// foreign type and member that the compiler put into it, in lambdas and state machines too.
/// </summary>
public sealed class OutsideWorldTests
{
    private static readonly string[] Forbidden =
    [
        "StreamJsonRpc",
        "Nerdbank",
        "Microsoft.VisualStudio",
        "Microsoft.Extensions.AI",
        "System.CommandLine",
        "System.Net",
        "System.IO.Pipes",
        "System.IO.Pipelines",
        "System.Console",
        "System.Diagnostics.Process",
        "System.Environment",
        "System.IO.File",
        "System.IO.FileInfo",
        "System.IO.FileStream",
        "System.IO.FileSystemWatcher",
        "System.IO.RandomAccess",
        "System.IO.Directory",
        "System.IO.DirectoryInfo",
        "System.IO.DriveInfo",
        "System.Random",
        "System.Security.Cryptography.RandomNumberGenerator",
        "System.Guid.NewGuid",
        "System.Guid.CreateVersion7",
        "System.Diagnostics.Stopwatch",
    ];

    // The compiler writes this one into every iterator.
    private static readonly string[] Allowed = ["System.Environment", "System.Environment.get_CurrentManagedThreadId"];

    [Fact]
    public void Core_touches_nothing_outside_itself() =>
        Touched()
            .Except(Allowed)
            .Where(name => Forbidden.Any(outside => name == outside || name.StartsWith(outside + ".", StringComparison.Ordinal)))
            .Should()
            .BeEmpty("the outside world comes in through ports that the server implements");

    [Fact]
    public void Core_references_the_platform_the_memory_cache_and_abstractions() =>
        typeof(Catalog)
            .Assembly.GetReferencedAssemblies()
            .Select(assembly => assembly.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal))
            .Should()
            .BeSubsetOf([
                "Microsoft.Extensions.Caching.Memory",
                "Microsoft.Extensions.Caching.Abstractions",
                "Microsoft.Extensions.Logging.Abstractions",
                "Microsoft.Extensions.Options",
                "Microsoft.Extensions.Primitives",
            ]);

    private static List<string> Touched()
    {
        using var file = new PEReader(File.OpenRead(typeof(Catalog).Assembly.Location));
        var metadata = file.GetMetadataReader();
        var types = metadata.TypeReferences.Select(handle => NameOf(metadata, handle));
        var members = metadata
            .MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}");
        return [.. types.Concat(members).Distinct()];
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
