CREATE TABLE "announcement_aliases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"alias" text NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"posted_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	CONSTRAINT "announcement_aliases_alias" UNIQUE("community_id","alias"),
	CONSTRAINT "announcement_aliases_post" UNIQUE("post_id")
);
--> statement-breakpoint
CREATE TABLE "announcement_silences" (
	"member_id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "announcement_aliases" ADD CONSTRAINT "announcement_aliases_id_announcements_id_fk" FOREIGN KEY ("id") REFERENCES "public"."announcements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_aliases" ADD CONSTRAINT "announcement_aliases_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_aliases" ADD CONSTRAINT "announcement_aliases_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_silences" ADD CONSTRAINT "announcement_silences_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "announcement_aliases_due" ON "announcement_aliases" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "announcement_aliases_member" ON "announcement_aliases" USING btree ("member_id");