namespace Engagement.Placements.Decision;

/// <summary>The names that any campaign asks for, numbered from 0, so that a page is a set of bits.</summary>
internal sealed class PageTerms
{
    /// <summary>By <see cref="TargetFacet"/>, which begin with 1.</summary>
    private readonly Dictionary<string, int>[] _numbers = [.. Enumerable.Range(0, 5).Select(_ => new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase))];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many <see langword="ulong"/>s hold a page's bits.</summary>
    public int Words => (Count + 63) / 64;

    public static bool Has(ReadOnlySpan<ulong> page, int term) => (page[term >> 6] >> term & 1) != 0;

    public int Number(TargetFacet facet, string name)
    {
        if (_numbers[(int)facet].TryAdd(name, Count))
            Count++;
        return _numbers[(int)facet][name];
    }

    /// <summary>What a page has; names that no campaign asks for are left out.</summary>
    public ulong[] SetOf(PageContext page)
    {
        var terms = new ulong[Words];
        Add(terms, page);
        return terms;
    }

    /// <summary>Adds what a page has to a set without bits.</summary>
    public void Add(Span<ulong> terms, PageContext page)
    {
        Add(terms, TargetFacet.Channel, page.Channels);
        Add(terms, TargetFacet.Keyword, page.Keywords);
        Add(terms, TargetFacet.Company, page.Companies);
        var languages = _numbers[(int)TargetFacet.Language].GetAlternateLookup<ReadOnlySpan<char>>();
        for (ReadOnlySpan<char> language = page.Language; !language.IsEmpty; language = language[..Math.Max(language.LastIndexOf('-'), 0)])
            if (languages.TryGetValue(language, out var term))
                terms[term >> 6] |= 1UL << term;
    }

    private void Add(Span<ulong> terms, TargetFacet facet, IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
            if (_numbers[(int)facet].TryGetValue(names[i], out var term))
                terms[term >> 6] |= 1UL << term;
    }
}
