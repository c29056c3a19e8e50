namespace Engagement.Server.Commands;

/// <summary>How many are done; told at once, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class ProgressCount : IProgress<int>
{
    public int Count { get; private set; }

    public void Report(int value) => Count = value;
}
