using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>
/// Random bytes for secrets that a gateway makes as it starts. On Linux they come from the kernel's generator, which OpenSSL takes its own
/// seed from: <see cref="RandomNumberGenerator"/> would load OpenSSL, 3.5 MiB that a gateway without requests does not need.
/// </summary>
internal static class KernelRandom
{
    private const int MostAtOnce = 256; // getrandom(2) gives so many whole

    /// <summary>New bytes, fit for a secret.</summary>
    /// <param name="count">How many, at most 256.</param>
    public static byte[] Bytes(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostAtOnce);
        var bytes = new byte[count];
        return OperatingSystem.IsLinux() && GetRandom(ref MemoryMarshal.GetArrayDataReference(bytes), (nuint)count, 0) == count
            ? bytes
            : RandomNumberGenerator.GetBytes(count); // an old sandbox may refuse the call
    }

    [DllImport("libc", EntryPoint = "getrandom")]
    private static extern nint GetRandom(ref byte bytes, nuint count, uint flags);
}
