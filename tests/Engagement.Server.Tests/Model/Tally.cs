namespace Engagement.Server.Tests.Model;

/// <summary>How often each kind of call was answered in which way: what the sequences of a run reached.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Add(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    public void Add(string mutation, Outcome outcome) => Add($"{mutation} {outcome}");

    public int Of(string what) => _counts.GetValueOrDefault(what);

    public override string ToString() => string.Join(Environment.NewLine, _counts.Select(c => $"{c.Value,5} {c.Key}"));
}
