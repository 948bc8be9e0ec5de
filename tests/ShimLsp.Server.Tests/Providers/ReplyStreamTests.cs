using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Http;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>How a streamed reply is left: after its own end a connection is worth a moment's waiting, before it is not.</summary>
public sealed class ReplyStreamTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly Pipe wire = new();
    private readonly Body body;
    private readonly Call call;
    private readonly ReplyStream reply;

    public ReplyStreamTests()
    {
        var model = new ModelSpec
        {
            Slug = new("m"),
            Model = "m",
            DisplayName = "m",
            Provider = ModelProvider.OpenAI,
            BaseUrl = new("http://127.0.0.1"),
        };
        call = new(model, new(null, []), streams: true, new(), clock, CancellationToken.None);
        body = new(wire.Reader.AsStream());
        reply = new(body, call);
    }

    [Fact]
    public void Before_its_end_it_is_cut_at_once()
    {
        reply.Dispose();
        body.Closed.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task After_its_end_the_end_of_the_body_is_read()
    {
        call.IsAtEnd = true;
        reply.Dispose();
        body.Closed.IsCompleted.Should().BeFalse();
        await wire.Writer.CompleteAsync();
        await body.Closed.WaitAsync(ShimClient.Limit);
        body.IsRead.Should().BeTrue();
    }

    [Fact]
    public async Task A_body_that_does_not_end_is_cut_a_moment_later()
    {
        call.IsAtEnd = true;
        reply.Dispose();
        clock.Advance(TimeSpan.FromMilliseconds(100));
        await body.Closed.WaitAsync(ShimClient.Limit);
        body.IsRead.Should().BeFalse();
    }

    [Fact]
    public async Task A_body_that_goes_on_is_cut_too()
    {
        call.IsAtEnd = true;
        reply.Dispose();
        await wire.Writer.WriteAsync(new byte[4096]);
        await body.Closed.WaitAsync(ShimClient.Limit);
    }

    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 120)]
    public async Task Behind_the_last_word_little_time_is_left(bool isAtEnd, int seconds)
    {
        call.IsAtEnd = isAtEnd;
        var read = reply.ReadAsync(new byte[16]).AsTask();
        clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        read.IsCompleted.Should().BeFalse();

        clock.Advance(TimeSpan.FromSeconds(1));
        await read.Invoking(task => task.WaitAsync(ShimClient.Limit)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Signs_of_life_are_not_enough_for_ever()
    {
        var buffer = new byte[16];
        for (var minute = 0; minute < 9; minute++)
        {
            await PingAsync();
        }

        call.Spoke();
        for (var minute = 0; minute < 9; minute++)
        {
            await PingAsync();
        }

        var last = reply.ReadAsync(buffer).AsTask();
        clock.Advance(TimeSpan.FromMinutes(1));
        await last.Invoking(task => task.WaitAsync(ShimClient.Limit)).Should().ThrowAsync<OperationCanceledException>();
        call.Explain(new OperationCanceledException())
            .Should()
            .BeOfType<UpstreamException>()
            .Which.Outcome.NoAnswer.Should()
            .Be(NoAnswer.Timeout);

        async Task PingAsync()
        {
            var read = reply.ReadAsync(buffer);
            clock.Advance(TimeSpan.FromMinutes(1));
            await wire.Writer.WriteAsync(": ping\n\n"u8.ToArray());
            (await read).Should().Be(8);
        }
    }

    public void Dispose()
    {
        reply.Dispose();
        call.Dispose();
        body.Dispose();
    }

    private sealed class Body(Stream inner) : Stream
    {
        private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Closed => closed.Task;

        public bool IsRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            IsRead = read == 0;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            closed.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
