namespace Engagement.Discovery.Terms;

/// <summary>What a term says of its articles.</summary>
internal enum Facet
{
    /// <summary>That they are public: one term, which every public article has.</summary>
    All = 0,

    /// <summary>The section that they stand in, by its name.</summary>
    Channel = 1,

    /// <summary>What the publisher files them under.</summary>
    Keyword = 2,

    /// <summary>The company that they are about, by its name.</summary>
    Company = 3,

    /// <summary>A word of their titles, as <see cref="TitleWords"/> writes it.</summary>
    Word = 4,
}
