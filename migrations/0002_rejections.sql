CREATE TABLE "rejections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"stage" text,
	"energy" text,
	"happened_at" timestamp with time zone NOT NULL,
	"reopened_at" timestamp with time zone,
	"version" integer DEFAULT 0 NOT NULL,
	"words" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "rejections" ADD CONSTRAINT "rejections_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rejections_member" ON "rejections" USING btree ("member_id","happened_at");