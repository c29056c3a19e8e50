namespace Engagement.Placements.Decision;

/// <summary>
/// The names that any campaign asks for, numbered from 0, so that a page is a set of bits. Categories are numbered with
/// them: the page has those of the campaigns that stand on it.
/// </summary>
internal sealed class PageTerms
{
    /// <summary>By <see cref="TargetFacet"/>; the first are the categories.</summary>
    private readonly Dictionary<string, int>[] _numbers = [.. Enumerable.Range(0, 5).Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];

    private readonly List<Target?> _targets = [];

    /// <summary>How many <see langword="ulong"/>s hold a page's bits.</summary>
    public int Words => (_targets.Count + 63) / 64;

    public static bool Has(ReadOnlySpan<ulong> page, int term) => (page[term >> 6] >> term & 1) != 0;

    public static void Add(Span<ulong> page, int term) => page[term >> 6] |= 1UL << term;

    public int Number(TargetFacet facet, string name) => Number((int)facet, name, new(facet, name));

    public int NumberCategory(string name) => Number(0, name, null);

    /// <summary>What a number that is no category's stands for.</summary>
    public Target? TargetOf(int term) => _targets[term];

    public ulong[] SetOf(PageContext page)
    {
        var terms = new ulong[Words];
        Add(terms, page);
        return terms;
    }

    /// <summary>Adds what a page has to a set without bits; names that no campaign asks for are left out.</summary>
    public void Add(Span<ulong> terms, PageContext page)
    {
        Add(terms, TargetFacet.Channel, page.Channels);
        Add(terms, TargetFacet.Keyword, page.Keywords);
        Add(terms, TargetFacet.Company, page.Companies);
        var languages = _numbers[(int)TargetFacet.Language].GetAlternateLookup<ReadOnlySpan<char>>();
        for (ReadOnlySpan<char> language = page.Language; !language.IsEmpty; language = language[..Math.Max(language.LastIndexOf('-'), 0)])
            if (languages.TryGetValue(language, out var term))
                Add(terms, term);
    }

    private void Add(Span<ulong> terms, TargetFacet facet, IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
            if (_numbers[(int)facet].TryGetValue(names[i], out var term))
                Add(terms, term);
    }

    private int Number(int facet, string name, Target? target)
    {
        if (_numbers[facet].TryAdd(name, _targets.Count))
            _targets.Add(target);
        return _numbers[facet][name];
    }
}
