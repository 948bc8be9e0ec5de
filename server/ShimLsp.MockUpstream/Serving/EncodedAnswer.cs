using ShimLsp.Mock.Wire;

namespace ShimLsp.Mock.Serving;

/// <summary>
/// An answer of one model as bytes, each form encoded when it is first needed. Two threads may both do it; either's bytes will do.
/// </summary>
/// <param name="answer">The answer.</param>
/// <param name="model">The model.</param>
internal sealed class EncodedAnswer(Answer answer, string model)
{
    private Forms openAi;
    private Forms responses;
    private Forms anthropic;

    public byte[] Whole(WireShape shape) => FormsOf(shape).Whole ??= shape.Whole(answer, model);

    public EncodedStream Stream(WireShape shape, bool includesUsage)
    {
        ref var forms = ref FormsOf(shape);
        return includesUsage
            ? forms.WithUsage ??= shape.Stream(answer, model, includeUsage: true)
            : forms.Plain ??= shape.Stream(answer, model, includeUsage: false);
    }

    private ref Forms FormsOf(WireShape shape) =>
        ref shape is OpenAiShape ? ref openAi : ref shape is ResponsesShape ? ref responses : ref anthropic;

    private struct Forms
    {
        public byte[]? Whole;
        public EncodedStream? Plain;
        public EncodedStream? WithUsage;
    }
}
