using Engagement.Live;

namespace Engagement.Discovery.Terms;

/// <summary>
/// How often this process changed terms or rankings: an answer that was kept before is not given after. Other processes'
/// changes show when <see cref="Age"/> is over.
/// </summary>
internal sealed class TermChanges
{
    /// <summary>How old an answer that is made from terms may be, in seconds.</summary>
    public const int Age = 10;

    private long _count;

    /// <summary>Told after the commit, and before anybody is told of it.</summary>
    public void Add() => Interlocked.Increment(ref _count);

    /// <summary>Told before terms are read.</summary>
    public void Tell(AnswerSources sources)
    {
        var before = Interlocked.Read(ref _count);
        sources.While(() => Interlocked.Read(ref _count) == before);
    }
}
