using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ShimLsp.Server.Hosting.Gateways.Handover;

/// <summary>
/// Passes a listening socket to another process over a Unix socket (SCM_RIGHTS), which .NET does not offer. Afterwards both processes can
/// accept its connections, and none is lost while they change over. On 64-bit Linux and macOS.
/// </summary>
internal static class PassedSocket
{
    private const int Rights = 1; // SCM_RIGHTS
    private const int CloseOnExecution = 0x40000000; // MSG_CMSG_CLOEXEC, Linux only
    private const int DataAt = 16;
    private const int ControlAt = 32;
    private const int Size = 64;

    // struct cmsghdr begins with a size_t on Linux and with a 32-bit number on macOS.
    private static readonly int LengthBytes = OperatingSystem.IsLinux() ? 8 : 4;
    private static readonly int SocketLevel = OperatingSystem.IsLinux() ? 1 : 0xffff; // SOL_SOCKET

    /// <summary>Whether this system can.</summary>
    public static bool IsPossible => !OperatingSystem.IsWindows() && Environment.Is64BitProcess;

    private static int DescriptorAt => ControlAt + LengthBytes + 8;

    /// <summary>Sends a socket, with one byte.</summary>
    /// <param name="connection">A Unix socket.</param>
    /// <param name="passed">The socket.</param>
    /// <exception cref="SocketException">The other process has gone.</exception>
    public static void Send(Socket connection, Socket passed) =>
        Exchange(
            memory =>
            {
                Marshal.WriteInt64(memory, ControlAt, 0);
                Marshal.WriteInt32(memory, ControlAt, LengthBytes + 8 + sizeof(int));
                Marshal.WriteInt32(memory, ControlAt + LengthBytes, SocketLevel);
                Marshal.WriteInt32(memory, ControlAt + LengthBytes + 4, Rights);
                Marshal.WriteInt32(memory, DescriptorAt, (int)passed.Handle);
            },
            (ref MessageHeader message) => SendMessage((int)connection.Handle, ref message, 0)
        );

    /// <summary>Takes the socket that <see cref="Send"/> sent. The caller disposes of it.</summary>
    /// <param name="connection">A Unix socket from which nothing was read yet.</param>
    /// <exception cref="SocketException">None came.</exception>
    public static Socket Receive(Socket connection)
    {
        var descriptor = -1;
        Exchange(
            memory => { },
            (ref MessageHeader message) =>
            {
                var count = ReceiveMessage((int)connection.Handle, ref message, OperatingSystem.IsLinux() ? CloseOnExecution : 0);
                // On macOS the upper half of this field is the next one.
                if (count == 1 && (uint)message.ControlLength >= LengthBytes + 8 + sizeof(int))
                {
                    descriptor = Marshal.ReadInt32(message.Control, DescriptorAt - ControlAt);
                    return 1;
                }

                return -1;
            }
        );
        return new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
    }

    private static void Exchange(Action<nint> fill, MessageCall call)
    {
        var memory = Marshal.AllocHGlobal(Size);
        try
        {
            Marshal.WriteInt64(memory, 0, memory + DataAt); // struct iovec: one byte
            Marshal.WriteInt64(memory, 8, 1);
            Marshal.WriteByte(memory, DataAt, 0);
            fill(memory);
            var message = new MessageHeader
            {
                Vectors = memory,
                VectorCount = 1,
                Control = memory + ControlAt,
                ControlLength = OperatingSystem.IsLinux() ? 24u : 16u,
            };
            if (call(ref message) != 1)
            {
                throw new SocketException((int)SocketError.ConnectionAborted);
            }
        }
        finally
        {
            Marshal.FreeHGlobal(memory);
        }
    }

    [DllImport("libc", EntryPoint = "sendmsg")]
    private static extern nint SendMessage(int socket, ref MessageHeader message, int flags);

    [DllImport("libc", EntryPoint = "recvmsg")]
    private static extern nint ReceiveMessage(int socket, ref MessageHeader message, int flags);

    private delegate nint MessageCall(ref MessageHeader message);

    /// <summary><c>struct msghdr</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct MessageHeader
    {
        public nint Name;
        public uint NameLength;
        public nint Vectors;
        public nuint VectorCount;
        public nint Control;
        public nuint ControlLength;
        public int Flags;
    }
}
