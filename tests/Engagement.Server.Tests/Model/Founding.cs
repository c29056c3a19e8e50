using System.Globalization;
using Engagement.Comments;
using Engagement.Readers;
using Engagement.Server.Tests.Articles;
using Engagement.Server.Tests.Comments;
using Xunit;

namespace Engagement.Server.Tests.Model;

/// <summary>Makes a world of its own for each sequence, so that many can be played on one server.</summary>
internal sealed class Founding(Site site, TimeProvider time, Publisher press)
{
    private int _worlds;

    public async Task<World> FoundAsync()
    {
        var name = (++_worlds).ToString("d3", CultureInfo.InvariantCulture);
        var world = new World(time)
        {
            Name = name,
            Press = press,
            Readers = [await JoinAsync($"alice-{name}"), await JoinAsync($"bob-{name}"), await JoinAsync($"carol-{name}")],
            Moderators =
            [
                await JoinAsync($"mod-{name}", Roles.Moderator), await JoinAsync($"other-mod-{name}", Roles.Moderator), await JoinAsync($"admin-{name}", Roles.Admin),
            ],
            Publisher = await JoinAsync($"press-{name}", Roles.Publisher),
            Articles = [.. Enumerable.Range(1, 3).Select(i => new ModelArticle { Key = $"{name}-{i}" })],
        };
        var call = PublishersActs.Register(world, [.. world.Articles.Select(a => new Wanted(a, $"https://news.example/{a.Key}", "Title", true, "channel-0"))]);
        var payload = await world.Publisher.Person.DoAsync(call.Mutation, call.InputType, call.Selection, call.Input);
        call.Play();
        foreach (var (article, registered) in world.Articles.Zip(payload.GetProperty("articles").EnumerateArray()))
            article.Id = registered.GetProperty("id").GetString()!; // every article has one
        return world;
    }

    /// <summary>A reader is made by the first write, even by one that is refused.</summary>
    private async Task<ModelReader> JoinAsync(string subject, Roles roles = Roles.Reader)
    {
        var person = site.Person(subject, roles);
        var refused = await person.RefusedAsync("removeReaction", "RemoveReactionInput", new { commentId = new CommentKey(1, 1).ToString() });
        Assert.Equal("NOT_FOUND", refused.GetProperty("code").GetString());
        var viewer = await person.QueryAsync("{ viewer { reader { id } } }");
        return new ModelReader(person, roles) { Id = viewer.GetProperty("viewer").GetProperty("reader").GetProperty("id").GetString()! }; // just made
    }
}
