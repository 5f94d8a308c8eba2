import type { SandboxContext } from '../context.ts';
import type { SandboxState } from '../protocol.ts';

/** Names of the departments from the root down to one. */
function departmentPath(box: SandboxContext, id: string): string[] {
  const path: string[] = [];
  for (
    let d = box.world.data.departments[id];
    d && path.length < 20;
    d = box.world.data.departments[d.parentId]
  )
    path.unshift(d.name);
  return path;
}

/** All a page needs to start. */
export function stateOf(box: SandboxContext): SandboxState {
  const { data } = box.world;
  return {
    bureau: data.bureau,
    now: box.clock.now(),
    zone: box.zone,
    people: Object.values(data.people).map((p) => ({
      openId: p.openId,
      name: p.name,
      enName: p.enName,
      title: p.title,
      departmentPath: departmentPath(box, p.primaryDepartmentId),
      active: p.active,
    })),
    chats: Object.values(data.chats),
    botOpenId: box.app.botOpenId,
    botName: box.app.botName,
    menu: box.menu,
    ...(data.suggested ? { suggested: data.suggested } : {}),
  };
}
