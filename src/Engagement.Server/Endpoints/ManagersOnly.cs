using Engagement.Readers;
using Engagement.Server.Operations;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Engagement.Server.Endpoints;

/// <summary>Files about campaigns are for those who manage them: sponsors' managers, each of their own advertisers, and admins.</summary>
internal sealed class ManagersOnly(CallerReader callers, Viewer viewer)
{
    /// <summary>Lets the product know who asks.</summary>
    /// <returns>The answer to one for whom it is not; null: go on.</returns>
    public IResult? Refuse(HttpContext context)
    {
        viewer.Caller = callers.Read(context.User);
        if (viewer.Is(Roles.Sponsor))
            return null;
        if (viewer.Caller is not null)
            return Problems.Of(StatusCodes.Status403Forbidden, "This file is for sponsors' managers.");
        context.Response.Headers.WWWAuthenticate = JwtBearerDefaults.AuthenticationScheme;
        return Problems.Of(StatusCodes.Status401Unauthorized, "Sign in as a sponsor's manager.");
    }
}
