import { DropdownMenu } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { Icon, type IconName } from './Icon';
import css from './Menu.module.css';

export interface MenuItem {
  label: ReactNode;
  icon?: IconName;
  /** One of several: shows whether it is the one. */
  checked?: boolean;
  disabled?: boolean;
  danger?: boolean;
  onSelect: () => void;
}

export interface MenuGroup {
  label?: string;
  items: MenuItem[];
}

export function Menu({
  trigger,
  groups,
  align = 'end',
}: {
  trigger: ReactNode;
  groups: MenuGroup[];
  align?: 'start' | 'end';
}) {
  // Inside a landmark, so that readers find it where they are.
  const [place, setPlace] = useState<Element | null>(null);
  return (
    // Not modal: a modal one locks scrolling by a style element, which the page's policy refuses.
    <DropdownMenu.Root modal={false} onOpenChange={() => setPlace(document.querySelector('main'))}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={place}>
        <DropdownMenu.Content className={css.menu} align={align} sideOffset={6} collisionPadding={8}>
          {groups.map((group, index) => (
            <DropdownMenu.Group key={index} className={css.group}>
              {group.label && <DropdownMenu.Label className={css.label}>{group.label}</DropdownMenu.Label>}
              {group.items.map((item, place) => (
                <Item key={place} {...item} />
              ))}
            </DropdownMenu.Group>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Item({ label, icon, checked, disabled = false, danger = false, onSelect }: MenuItem) {
  const inside = (
    <>
      {checked === undefined ? (
        icon && <Icon name={icon} size={18} />
      ) : (
        <span className={css.tick}>{checked && <Icon name="check" size={18} />}</span>
      )}
      <span>{label}</span>
    </>
  );
  const look = cx(css.item, danger && css.danger);
  if (checked === undefined) {
    return (
      <DropdownMenu.Item className={look} disabled={disabled} onSelect={onSelect}>
        {inside}
      </DropdownMenu.Item>
    );
  }
  return (
    <DropdownMenu.CheckboxItem className={look} disabled={disabled} checked={checked} onSelect={onSelect}>
      {inside}
    </DropdownMenu.CheckboxItem>
  );
}
