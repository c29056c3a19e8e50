namespace Engagement.Shares;

/// <summary>What is counted of a channel.</summary>
internal enum ShareEventKind
{
    /// <summary>A share button was used.</summary>
    Intent = 1,

    /// <summary>The link was handed over, as far as the page can know.</summary>
    Completed = 2,

    /// <summary>A reader came through the link.</summary>
    Visit = 3,
}
