using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class PlacementFacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsMeasured",
                table: "PlacementEvents",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsProven",
                table: "PlacementComplaints",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "ChangesJson",
                table: "CampaignSteps",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "IsHeld",
                table: "Campaigns",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsMeasured",
                table: "PlacementEvents");

            migrationBuilder.DropColumn(
                name: "IsProven",
                table: "PlacementComplaints");

            migrationBuilder.DropColumn(
                name: "ChangesJson",
                table: "CampaignSteps");

            migrationBuilder.DropColumn(
                name: "IsHeld",
                table: "Campaigns");
        }
    }
}
