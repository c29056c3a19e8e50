using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class ShareOfVoiceDays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ShareOfVoiceDays",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    CampaignId = table.Column<long>(type: "bigint", nullable: false),
                    Pages = table.Column<long>(type: "bigint", nullable: false),
                    Stood = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShareOfVoiceDays", x => new { x.CampaignId, x.Day });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ShareOfVoiceDays");
        }
    }
}
