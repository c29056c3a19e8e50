namespace Engagement.Readers;

/// <summary>Why a comment was removed or reported, or a reader banned.</summary>
public enum ReasonCode
{
    /// <summary>Vulgar or hurtful in tone.</summary>
    Offensive = 1,

    /// <summary>Against a person or group: insult, threat, hate.</summary>
    Abusive = 2,

    /// <summary>Advertising, or the same again and again.</summary>
    Spam = 3,

    /// <summary>Not about the article.</summary>
    OffTopic = 4,

    /// <summary>States as a fact what is false.</summary>
    Misinformation = 5,

    /// <summary>Against the law.</summary>
    Illegal = 6,

    /// <summary>None of these; the note or details say more.</summary>
    Other = 7,
}
